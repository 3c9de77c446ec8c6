import sharp from 'sharp';
import { expect, it } from 'vitest';
import { lookOf, readPicture } from './picture.ts';
import { sniff } from './sniff.ts';

const scene = (light = 0) =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="640" height="480" fill="rgb(${120 + light},${130 + light},${140 + light})"/>
      <circle cx="200" cy="160" r="110" fill="rgb(${40 + light},${60 + light},30)"/><rect x="380" y="220" width="180" height="200" fill="rgb(${200 + light},190,180)"/>
      <path d="M0 480 L300 300 L640 480 Z" fill="#222"/></svg>`,
    ),
  );
const bitsApart = (a: string | null, b: string | null): number =>
  (BigInt(`0x${a ?? '0'}`) ^ BigInt(`0x${b ?? '0'}`)).toString(2).split('1').length - 1;
const located = () =>
  scene()
    .withExif({
      IFD0: { Make: 'Phone', Artist: '某人', Orientation: '6' },
      IFD2: { DateTimeOriginal: '2026:06:10 23:30:00' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '37/1 52/1 1234/100',
        GPSLongitudeRef: 'E',
        GPSLongitude: '112/1 33/1 0/1',
      },
    })
    .jpeg();

it('DIS-14.4: nothing of the camera, the person or the place stays, unless the rule asks for the place', async () => {
  const content = await located().toBuffer();
  const plain = await readPicture(content, { keepPosition: false });
  expect(plain).toMatchObject({ takenOn: '2026-06-10', hadPosition: true });
  const { exif, icc, xmp, iptc } = await sharp(plain.content).metadata();
  expect([exif, icc, xmp, iptc]).toEqual([undefined, undefined, undefined, undefined]);
  expect(plain.content.includes('Phone') || plain.content.includes('某人')).toBe(false);
  const kept = await readPicture(content, { keepPosition: true });
  const again = await readPicture(kept.content, { keepPosition: true });
  expect(again).toMatchObject({ takenOn: null, hadPosition: true });
  expect(kept.content.includes('某人')).toBe(false);
});

it('pictures are turned upright and made no larger than print needs', async () => {
  const wide = await sharp({ create: { width: 5000, height: 1000, channels: 3, background: '#345' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const { width, height } = await sharp(
    (await readPicture(wide, { keepPosition: false })).content,
  ).metadata();
  expect([width, height]).toEqual([512, 2560]);
});

it('DIS-3.4: the same picture in another size, quality or light looks the same; another one does not', async () => {
  const look = await lookOf(await scene().jpeg().toBuffer());
  for (const other of [
    await scene().resize(200).jpeg({ quality: 40 }).toBuffer(),
    await scene().png().toBuffer(),
    await scene(18).jpeg().toBuffer(),
  ]) {
    expect(bitsApart(look, await lookOf(other))).toBeLessThanOrEqual(4);
  }
  expect(bitsApart(look, await lookOf(await scene().flop().jpeg().toBuffer()))).toBeGreaterThan(8);
  expect(
    await lookOf(
      await sharp({ create: { width: 99, height: 99, channels: 3, background: '#777' } })
        .png()
        .toBuffer(),
    ),
  ).toBeNull();
});

it('a file is what its content is', () => {
  const bytes = (text: string) => Buffer.from(text.padEnd(16, ' '), 'latin1');
  expect(sniff(bytes('%PDF-1.7'))).toBe('application/pdf');
  expect(sniff(bytes('PK\u0003\u0004 [Content_Types].xml word/document.xml'))).toMatch(/wordprocessingml/);
  expect(sniff(bytes('PK\u0003\u0004 [Content_Types].xml xl/workbook.xml'))).toMatch(/spreadsheetml/);
  expect(sniff(bytes('PK\u0003\u0004 [Content_Types].xml xl/workbook.xml xl/vbaProject.bin'))).toBeNull();
  expect(sniff(bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'))).toBeNull();
  expect(sniff(bytes('<svg xmlns='))).toBeNull();
  expect(sniff(bytes('\0\0\0\x18ftypheic'))).toBe('image/heic');
});
