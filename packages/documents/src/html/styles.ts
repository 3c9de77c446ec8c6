const FANG =
  '"FangSong_GB2312","仿宋_GB2312","FangSong","STFangsong","FandolFang R","Noto Serif SC","Noto Serif CJK SC","Songti SC",serif';
const HEI = '"SimHei","Heiti SC","STHeiti","Noto Sans SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif';
const KAI = '"KaiTi_GB2312","KaiTi","STKaiti","Kaiti SC","Noto Serif SC","Noto Serif CJK SC",serif';
const BIAOSONG =
  '"方正小标宋_GBK","FZXiaoBiaoSong-B05S","STSong","Noto Serif SC","Noto Serif CJK SC","Songti SC",serif';

/** The page after GB/T 9704 on a screen, and on paper when printed; nothing is loaded from anywhere. */
export const officialStyles = `
.qz-doc{position:relative;box-sizing:border-box;max-width:210mm;margin:0 auto;padding:20mm 26mm 20mm 28mm;background:#fff;color:#000;font:16pt/29pt ${FANG};text-align:justify;overflow-wrap:anywhere}
.qz-doc p{margin:0;text-indent:2em}
.qz-doc sub{font-size:.68em;line-height:0;vertical-align:-.2em}
.qz-doc h1{margin:29pt 0;font:600 22pt/36pt ${BIAOSONG};text-align:center;text-wrap:balance}
.qz-doc h2,.qz-doc h3,.qz-doc h4{margin:0;font-size:16pt;line-height:29pt;font-weight:400;text-indent:2em;break-after:avoid}
.qz-doc h2{font-family:${HEI}}.qz-doc h3,.qz-doc .qz-run2{font-family:${KAI};font-weight:600}.qz-doc .qz-run3{font-weight:400}
.qz-doc .qz-redhead{margin:0;padding-bottom:4mm;border-bottom:.7mm solid #d7000f;text-align:center}
.qz-doc .qz-redhead p{text-indent:0}.qz-doc .qz-marking{text-align:left;font-family:${HEI}}
.qz-doc .qz-mark{color:#d7000f;font:700 min(clamp(22pt,6.4vw,40pt),148mm/var(--n,10)/1.06,(100vw - 40px)/var(--n,10)/1.06)/1.3 ${BIAOSONG};letter-spacing:.05em;margin-right:-.05em}
.qz-doc .qz-number{margin-top:29pt}
.qz-doc .qz-to{text-indent:0}
.qz-doc .qz-notice{margin:0 0 14pt;padding:6pt 8pt;border:1px dashed #555;font:12pt/18pt ${HEI};text-align:center;text-indent:0}
.qz-doc .qz-badges{position:absolute;top:6mm;right:8mm;text-indent:0;font-size:12px;line-height:16px}
.qz-doc .qz-badge{display:inline-block;margin-left:4px;padding:0 4px;border:1px solid #8b939b;border-radius:2px;font:11px/15px ${HEI};color:#424951;background:#fff;text-indent:0}
.qz-doc .qz-live{border-style:dashed}.qz-doc .qz-closed{background:#424951;border-color:#424951;color:#fff}
.qz-doc .qz-badge.qz-simulated{background:repeating-linear-gradient(-45deg,#fff 0 3px,#dde2e6 3px 5px);color:#15181c}
.qz-doc .qz-table{margin:10pt 0 14pt;overflow-x:auto}
.qz-doc table{width:100%;border-collapse:collapse;border:1.2px solid #000;font-size:10.5pt;line-height:1.35;font-variant-numeric:tabular-nums lining-nums}
.qz-doc .qz-dense table{font-size:9pt;overflow-wrap:normal}.qz-doc .qz-wide th,.qz-doc .qz-wide td{padding-left:.15em;padding-right:.15em}
.qz-doc caption{padding:0 0 5pt;font:12pt/18pt ${HEI};text-align:center}
.qz-doc th,.qz-doc td{padding:3.5pt .4em;border:.6px solid #000;text-align:center;font-weight:400;text-indent:0}
.qz-doc thead th{font-family:${HEI}}.qz-doc thead{display:table-header-group}.qz-doc tr{break-inside:avoid}
.qz-doc td.qz-left{text-align:left}.qz-doc td.qz-decimal{text-align:right}
.qz-doc .qz-em>*{font-weight:700}
.qz-doc .qz-unit,.qz-doc .qz-note{text-indent:0;font-size:9.5pt;line-height:14pt}.qz-doc .qz-unit{text-align:right;margin-bottom:2pt}.qz-doc .qz-note{margin-top:3pt}
.qz-doc .qz-chart{margin:14pt 0;break-inside:avoid}.qz-doc .qz-chart figcaption{font:12pt/20pt ${HEI};text-align:center}.qz-doc .qz-chart svg{display:block;width:100%;height:auto}
.qz-doc .qz-attached{display:flex;margin-top:29pt;padding-left:2em}.qz-doc .qz-attached span{white-space:nowrap}.qz-doc .qz-attached ol{margin:0;padding-left:1em}.qz-doc .qz-attached .qz-single{list-style:none;padding:0}
.qz-doc p{orphans:2;widows:2}.qz-doc .qz-attached,.qz-doc .qz-sign,.qz-doc .qz-record{break-before:avoid;break-inside:avoid}
.qz-doc .qz-sign{margin-top:58pt;display:flex;justify-content:flex-end;padding-right:3em;text-align:center}.qz-doc .qz-sign p{text-indent:0}
.qz-doc .qz-attachment{margin-top:29pt;padding-top:12pt;border-top:1px dashed #8b939b;break-before:page}.qz-doc .qz-attachment>h2{font:600 20pt/32pt ${BIAOSONG};text-align:center;text-indent:0}.qz-doc .qz-label{font-family:${HEI};text-indent:0}
.qz-doc .qz-record{margin-top:29pt;border-top:.35mm solid #000;border-bottom:.35mm solid #000;font-size:14pt;line-height:24pt}.qz-doc .qz-record p{text-indent:0;padding:2pt 1em}.qz-doc .qz-record p+p{border-top:.25mm solid #000}.qz-doc .qz-record p:not(.qz-issued){padding-left:4em;text-indent:-3em}.qz-doc .qz-issued{display:flex;justify-content:space-between}
.qz-doc .qz-watermark{position:absolute;inset:0;background:center top/min(100%,800px) auto repeat-y;print-color-adjust:exact;pointer-events:none}
.qz-doc .qz-source{text-align:right;text-indent:0;margin-top:14pt}.qz-doc .qz-byline{text-align:center;text-indent:0;font-family:${KAI};margin:-14pt 0 20pt}
.qz-doc .qz-attendance{padding-left:5em;text-indent:-3em}.qz-doc .qz-attendance b{font:400 1em ${HEI}}
.qz-letter .qz-redhead{border-bottom:0;padding:0}.qz-letter .qz-mark{position:relative;padding-bottom:4mm;margin-right:0}.qz-letter .qz-mark::after,.qz-letter.qz-doc::after{content:"";position:absolute;left:-7mm;right:-7mm;bottom:0;height:1.85mm;background:linear-gradient(#d7000f .9mm,#fff .9mm 1.5mm,#d7000f 1.5mm)}
.qz-letter.qz-doc::after{left:20mm;right:20mm;bottom:8mm;background:linear-gradient(#d7000f .35mm,#fff .35mm .95mm,#d7000f .95mm)}.qz-letter .qz-beside{display:flex;justify-content:space-between;gap:1em;margin-top:5mm}.qz-letter .qz-number{margin-top:0}
.qz-letter .qz-record{border:0}
.qz-minutes .qz-redhead .qz-issued{display:flex;justify-content:space-between;gap:1em;padding:14pt 1em 0;text-align:left}
.qz-doc .qz-break{break-after:page}
.qz-doc .qz-landscape{page:qz-turned}
@media screen and (min-width:761px){.qz-doc .qz-wide{margin-left:-16mm;margin-right:-14mm}}
@media screen and (max-width:760px){.qz-doc{padding:16px;font-size:16px;line-height:28px}.qz-doc .qz-badges{position:static;margin-bottom:8px;text-align:right}.qz-doc h1{font-size:20px;line-height:30px}.qz-doc h2,.qz-doc h3,.qz-doc h4{font-size:16px;line-height:28px}.qz-doc .qz-attachment>h2{font-size:18px;line-height:28px}.qz-doc .qz-worded table{min-width:600px}.qz-doc .qz-wide table{min-width:760px}.qz-doc .qz-dense th:first-child{position:sticky;left:0;background:#fff;box-shadow:inset -1px 0 #000}.qz-letter .qz-mark::after{left:0;right:0}.qz-letter.qz-doc::after{left:16px;right:16px}}
@media print{.qz-doc{max-width:none;padding:0}.qz-doc .qz-badges{display:none}.qz-doc .qz-attachment{border:0;margin:0;padding:0}@page{size:A4;margin:37mm 26mm 35mm 28mm}@page qz-turned{size:A4 landscape;margin:28mm 27mm 24mm}}
`.trim();
