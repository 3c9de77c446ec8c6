/** Longest edge of a photo that is sent, px: enough to read a nameplate, a tenth of what a phone takes. */
export const LONGEST_EDGE = 1600;
const QUALITY = 0.82;

/** Width and height inside the longest edge, never larger than taken. */
export function scaledSize(width: number, height: number, longest = LONGEST_EDGE) {
  const factor = Math.min(1, longest / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}

/**
 * A photo as it is sent: turned upright, scaled down, drawn anew, so that nothing of what the camera wrote beside the picture
 * (its position above all) leaves the device. What is no picture that a browser can draw goes as it is.
 */
export async function scaleImage(file: File): Promise<Blob> {
  if (!file.type.startsWith('image/')) return file;
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    return file;
  }
  const { width, height } = scaledSize(picture.width, picture.height);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) return file;
  context.drawImage(picture, 0, 0, width, height);
  picture.close();
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  return blob ?? file;
}

/** The name under which a scaled photo is sent. */
export const jpegName = (name: string): string => `${name.replace(/\.[^.]*$/, '') || 'photo'}.jpg`;
