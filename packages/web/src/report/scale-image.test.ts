import { describe, expect, it } from 'vitest';
import { jpegName, scaledSize } from './scale-image.ts';

describe('a photo as it is sent', () => {
  it('keeps its shape inside the longest edge and is never made larger', () => {
    expect(scaledSize(4000, 3000)).toEqual({ width: 1600, height: 1200 });
    expect(scaledSize(3000, 4000)).toEqual({ width: 1200, height: 1600 });
    expect(scaledSize(800, 600)).toEqual({ width: 800, height: 600 });
    expect(scaledSize(20000, 1)).toEqual({ width: 1600, height: 1 });
  });

  it('is named for what it is now', () => {
    expect(jpegName('IMG_0001.HEIC')).toBe('IMG_0001.jpg');
    expect(jpegName('.png')).toBe('photo.jpg');
  });
});
