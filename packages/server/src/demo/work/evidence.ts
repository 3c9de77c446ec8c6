/** Evidence of the demonstration: drawn pictures and papers that say 模拟数据, each different from every other. */

import type { EvidenceRule } from '@qingzhang/domain';
import { sql } from 'kysely';
import sharp from 'sharp';
import type { Call } from '../../platform/actor.ts';
import { beijingDay } from '../../platform/clock.ts';
import type { Db } from '../../platform/database/transaction.ts';
import type { StoredContent } from '../../platform/files/files.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Chance } from './chance.ts';

const WIDTH = 320;
const HEIGHT = 240;
const PICTURES = new Set<EvidenceRule['kind']>(['photoPair', 'photo', 'satellite', 'shutdown']);

/** A drawn landscape, other for every chance. */
async function picture(chance: Chance, after: boolean): Promise<Buffer> {
  const x = chance.between('x', 30, 220);
  const y = chance.between('y', 90, 150);
  const w = chance.between('w', 40, 110);
  const shade = (name: string, low: number, high: number) => {
    const value = chance.between(name, low, high).toString(16).padStart(2, '0');
    return `#${value}${value}${value}`;
  };
  const body = after ? '#6f9a78' : shade('body', 90, 150);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
    <rect width="100%" height="100%" fill="${shade('sky', 210, 240)}"/>
    <path d="M0 ${y} L${chance.between('m', 60, 260)} ${y - chance.between('h', 20, 70)} L${WIDTH} ${y + 20} L${WIDTH} ${HEIGHT} L0 ${HEIGHT} Z" fill="${shade('hill', 165, 205)}"/>
    <rect x="${x}" y="${y}" width="${w}" height="${HEIGHT - y - 20}" fill="${body}"/>
    <rect x="${x + w / 3}" y="${y + 30}" width="${w / 4}" height="${HEIGHT - y - 50}" fill="${shade('door', 60, 90)}"/>
    <circle cx="${chance.between('cx', 20, 300)}" cy="${chance.between('cy', 20, 70)}" r="${chance.between('r', 6, 18)}" fill="${shade('sun', 225, 250)}"/>
  </svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 72 }).toBuffer();
}

/** The smallest PDF that says what it is. */
function paper(title: string): Buffer {
  const text = `BT /F1 18 Tf 60 760 Td (SIMULATED ${title.replace(/[^\x20-\x7e]/g, '?')}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let out = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = out.length;
    out += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const start = out.length;
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  out += offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  out += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(out, 'latin1');
}

const papers = new Map<string, Promise<StoredContent>>();

function paperOf(platform: Platform, key: string): Promise<StoredContent> {
  const name = `${platform.config.data}/${key}`;
  const known = papers.get(name) ?? platform.files.write(paper(key));
  papers.set(name, known);
  return known;
}

/** Lay everything with an item that its close-out asks for. */
export async function addDemoEvidence(
  platform: Platform,
  trx: Db,
  call: Call,
  item: number,
  rules: readonly EvidenceRule[],
  chance: Chance,
): Promise<void> {
  const day = beijingDay(call.at);
  for (const rule of rules) {
    if (rule.neededFor === 'never') continue;
    for (let n = 1; n <= Math.max(1, rule.atLeast); n++) {
      const sides = rule.kind === 'photoPair' ? (['before', 'after'] as const) : ([null] as const);
      for (const side of sides) {
        const own = chance.under(`${rule.key}${n}${side ?? ''}`);
        const image = PICTURES.has(rule.kind);
        // Papers say only what they are, so one content serves all; pictures are compared, so each is its own.
        const stored = image
          ? await platform.files.write(await picture(own, side !== 'before'))
          : await paperOf(platform, rule.key);
        const name = `模拟-${rule.name.zh}-${n}${side === null ? '' : side === 'before' ? '-改前' : '-改后'}.${image ? 'jpg' : 'pdf'}`;
        const mime = image ? 'image/jpeg' : 'application/pdf';
        const file = await platform.files.register(trx, stored, { name, mime }, call);
        await sql`
          insert into item_evidence (item_id, rule_key, label, side, pair, file_id, thumb_id, sha256, taken_on, added_by, added_post, added_at)
          values (${item}, ${rule.key}, '', ${side}, ${side === null ? null : n}, ${file}, ${image ? file : null},
            ${stored.sha256}, ${image ? day : null}, ${call.actor.login}, ${call.actor.post}, ${call.at})`.execute(
          trx,
        );
      }
    }
  }
}
