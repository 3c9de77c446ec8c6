import { list, template, word } from '../catalogue.ts';

/** 通报 (DIS-7.2): basis; chapters of areas; problems; requirements. Tables follow as attachments. */
export const bulletinTemplate = template({
  kind: 'bulletin',
  name: '通报',
  catalogue: {
    发文机关: word('某某省生态环境厅'),
    时段: word('2026年上半年'),
    全省: word('全省'),
    主送机关: word('各市人民政府'),
    数据口径: word('数据截至2026年6月30日24时，已经审核，已于7月20日18时结账'),
    问题: list({ 问题: word('大同市清洁取暖改造落后序时进度12.6个百分点') }),
    要求: list({ 要求: word('各市要对照问题倒排工期、挂图作战，限期办结'), 时限: word('8月7日') }),
  },
  parts: ['环境空气质量', '重点工作进展'],
  body: [
    ['title', 'title', '关于{{时段}}{{全省}}环境质量\n及重点工作进展情况的通报'],
    ['to', 'recipients', '{{主送机关}}'],
    [
      'basis',
      'paragraph',
      '按照月调度工作机制，现将{{时段}}{{全省}}环境质量及重点工作进展情况通报如下（{{数据口径}}）。',
    ],
    ['air-head', 1, '环境空气质量'],
    ['air', 'part', '环境空气质量'],
    ['work-head', 1, '重点工作进展'],
    ['work', 'part', '重点工作进展'],
    ['problems-head', 1, '{{#有问题}}存在的主要问题{{/有问题}}'],
    ['problems', 'list', '{{#问题}}\n（{{中文序号}}）{{问题}}。\n{{/问题}}'],
    ['demands-head', 1, '{{#有要求}}下一步工作要求{{/有要求}}'],
    [
      'demands',
      'list',
      '{{#要求}}\n（{{中文序号}}）{{要求}}。{{#时限}}请于{{时限}}前报送落实情况。{{/时限}}\n{{/要求}}',
    ],
  ],
});
