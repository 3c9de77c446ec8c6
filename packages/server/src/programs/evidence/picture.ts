/** Pictures as they are kept: upright, without what is not needed, with a fingerprint of how they look. */
import exifReader from 'exif-reader';
import sharp from 'sharp';

/** A picture ready to be kept. */
export interface Picture {
  readonly content: Buffer;
  readonly thumb: Buffer;
  /** 64 bits as 16 hex digits; null: a picture of nothing (one flat colour), which looks like any other. */
  readonly look: string | null;
  /** When it was taken, by the camera's own clock; null: it does not say. */
  readonly takenOn: string | null;
  /** Whether it carried a position. */
  readonly hadPosition: boolean;
}

/** A small file may unfold into a huge picture; more pixels than this are not unfolded. */
export const MOST_PIXELS = 80_000_000;
/** Longest side kept: enough for print on A4 at 200 dpi. */
const LONGEST = 2560;
const THUMB = 360;

/**
 * Take a picture apart and write it anew: upright, at most 2560 pixels long, as JPEG (PNG stays PNG), without any metadata.
 * The position is kept only where the rule asks for one. Throws where the content is no picture that can be read.
 */
export async function readPicture(
  content: Buffer,
  options: { readonly keepPosition: boolean },
): Promise<Picture> {
  const open = (input: Buffer) => sharp(input, { limitInputPixels: MOST_PIXELS, failOn: 'error' });
  const metadata = await open(content).metadata();
  const exif = readExif(metadata.exif);
  const position = positionOf(exif);
  const upright = open(content)
    .rotate()
    .resize({ width: LONGEST, height: LONGEST, fit: 'inside', withoutEnlargement: true });
  const drawn =
    metadata.format === 'png' ? upright.png() : upright.flatten({ background: '#fff' }).jpeg({ quality: 84 });
  const kept = await (options.keepPosition && position !== null
    ? drawn.withExif({ IFD3: position })
    : drawn
  ).toBuffer();
  const thumb = await open(kept)
    .resize({ width: THUMB, height: THUMB, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#fff' })
    .jpeg({ quality: 72 })
    .toBuffer();
  return {
    content: kept,
    thumb,
    look: await lookOf(kept),
    takenOn: takenOn(exif),
    hadPosition: position !== null,
  };
}

/**
 * 图像感知散列 (difference hash): 9 × 8 grey cells, one bit for each pair of neighbours. The same picture in another size,
 * quality or shade differs by a few bits of 64.
 */
export async function lookOf(content: Buffer): Promise<string | null> {
  const cells = await sharp(content, { limitInputPixels: MOST_PIXELS })
    .flatten({ background: '#fff' })
    .greyscale()
    .resize(9, 8, { fit: 'fill' })
    .raw()
    .toBuffer();
  let bits = '';
  for (let row = 0; row < 8; row += 1) {
    for (let column = 0; column < 8; column += 1) {
      const at = row * 9 + column;
      bits += (cells[at] ?? 0) < (cells[at + 1] ?? 0) ? '1' : '0';
    }
  }
  const ones = bits.split('1').length - 1;
  if (ones < 4 || ones > 60) return null;
  return BigInt(`0b${bits}`).toString(16).padStart(16, '0');
}

type Exif = ReturnType<typeof exifReader>;

/** What the camera wrote; nothing where it cannot be read: it only ever helps. */
function readExif(raw: Buffer | undefined): Exif | null {
  if (raw === undefined) return null;
  try {
    return exifReader(raw);
  } catch {
    return null;
  }
}

/** EXIF times have no zone: they are the wall clock where the picture was taken. */
function takenOn(exif: Exif | null): string | null {
  const at = exif?.Photo?.DateTimeOriginal ?? exif?.Image?.DateTime ?? null;
  if (!(at instanceof Date) || Number.isNaN(at.getTime())) return null;
  const day = at.toISOString().slice(0, 10);
  return day > '1990-01-01' ? day : null;
}

/** Latitude and longitude as EXIF writes them, and nothing else of the place. */
function positionOf(exif: Exif | null): Record<string, string> | null {
  const gps = exif?.GPSInfo;
  const latitude = fractions(gps?.GPSLatitude);
  const longitude = fractions(gps?.GPSLongitude);
  if (latitude === null || longitude === null) return null;
  return {
    GPSLatitudeRef: String(gps?.GPSLatitudeRef ?? 'N').slice(0, 1),
    GPSLatitude: latitude,
    GPSLongitudeRef: String(gps?.GPSLongitudeRef ?? 'E').slice(0, 1),
    GPSLongitude: longitude,
  };
}

function fractions(parts: unknown): string | null {
  if (!Array.isArray(parts) || parts.length !== 3) return null;
  const numbers = parts.map(Number);
  if (numbers.some((one) => !Number.isFinite(one))) return null;
  return numbers.map((one) => `${Math.round(one * 10_000)}/10000`).join(' ');
}
