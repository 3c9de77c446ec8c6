import { describe, expect, it } from 'vitest';
import { SAMPLE_COPY, sampleLetter, sampleMinutes, samplePlain } from '../testing/sample-forms.ts';
import { htmlFragment } from './official.ts';

describe('forms of documents as page', () => {
  it('say their form and hold its blocks', () => {
    expect(htmlFragment(sampleLetter())).toMatch(/class="qz-doc qz-letter .*示环函〔2020〕45号/su);
    expect(htmlFragment(sampleLetter())).not.toContain('印发');
    // The marking of a letter stands below its line, beside the number.
    expect(htmlFragment(sampleLetter())).toMatch(
      /示例省生态环境厅<\/p><div class="qz-beside">.*特急.*示环函/su,
    );
    expect(htmlFragment(sampleMinutes())).toMatch(/qz-minutes.*第7期.*<b>出席：<\/b>厅长、/su);
    expect(htmlFragment(sampleMinutes())).not.toContain('缺席');
    expect(htmlFragment(samplePlain())).not.toContain('qz-redhead');
    expect(htmlFragment(samplePlain())).toContain('来源：示例省生态环境厅');
  });

  it('DIS-10.2 the words of a copy are a background, escaped', () => {
    expect(htmlFragment(sampleLetter(), { copy: SAMPLE_COPY })).toContain(`aria-label="${SAMPLE_COPY.text}"`);
    const evil = htmlFragment(sampleLetter(), { copy: { text: `"><script>'` } });
    expect(evil).not.toContain('<script>');
    expect(htmlFragment(sampleLetter())).not.toContain('qz-copy');
  });
});
