import { readdirSync } from 'node:fs';
import { homedir, platform } from 'node:os';
import { join } from 'node:path';
import { PACKAGE_SANS, PACKAGE_SERIF } from './package-fonts.ts';
import { type FontFace, readFontFaces } from './sfnt-names.ts';

/** What a piece of text is for; GB/T 9704 names a typeface for each (DIS-7.4). */
export type FontRole = 'body' | 'title' | 'hei' | 'kai' | 'song' | 'sans';

interface RoleRule {
  readonly wanted: string;
  /** Family names to look for on the machine, best first. */
  readonly families: readonly string[];
  readonly fallback: { readonly family: string; readonly weight: number };
}

const RULES: Readonly<Record<FontRole, RoleRule>> = {
  body: {
    wanted: '仿宋',
    families: [
      '仿宋_GB2312',
      'FangSong_GB2312',
      '仿宋',
      'FangSong',
      'STFangsong',
      '华文仿宋',
      'FandolFang R',
      'FandolFang',
    ],
    fallback: { family: PACKAGE_SERIF, weight: 400 },
  },
  title: {
    wanted: '小标宋',
    families: [
      '方正小标宋_GBK',
      '方正小标宋简体',
      '方正小标宋',
      'FZXiaoBiaoSong-B05',
      'FZXiaoBiaoSong-B05S',
      'FZXBSJW--GB1-0',
    ],
    fallback: { family: PACKAGE_SERIF, weight: 700 },
  },
  hei: {
    wanted: '黑体',
    families: ['SimHei', '黑体', 'STHeiti', '华文黑体', 'FandolHei'],
    fallback: { family: PACKAGE_SANS, weight: 500 },
  },
  kai: {
    wanted: '楷体',
    families: [
      '楷体_GB2312',
      'KaiTi_GB2312',
      '楷体',
      'KaiTi',
      'STKaiti',
      '华文楷体',
      'FandolKai',
      'AR PL UKai CN',
      'LXGW WenKai',
    ],
    fallback: { family: PACKAGE_SERIF, weight: 600 },
  },
  song: {
    wanted: '宋体',
    families: ['SimSun', '宋体', 'STSong', '华文宋体', 'FandolSong'],
    fallback: { family: PACKAGE_SERIF, weight: 400 },
  },
  sans: { wanted: '无衬线', families: [], fallback: { family: PACKAGE_SANS, weight: 400 } },
};

/** The typeface a role got on this machine. */
export interface FontUse {
  readonly role: FontRole;
  /** What the standard asks for. */
  readonly wanted: string;
  /** The family in use. */
  readonly used: string;
  readonly weight: number;
  /** Whether it is one the standard names, or the packaged substitute. */
  readonly official: boolean;
  /** Names to ask a renderer for, best first. */
  readonly names: readonly string[];
}

export interface FontOptions {
  /** Look for better fonts on the machine (default true); false gives the same bytes on every machine. */
  readonly systemFonts?: boolean;
  /** Further directories with fonts of the department. */
  readonly directories?: readonly string[];
}

const MAX_FILES = 5000;
const scanned = new Map<string, readonly FontFace[]>();

/** Chooses a typeface for every role: the machine's own where it has the official one, else the packaged one. */
export function chooseFonts(options: FontOptions = {}): FontUse[] {
  const directories = [
    ...(options.directories ?? []),
    ...(options.systemFonts === false ? [] : systemFontDirectories()),
  ];
  const faces = directories.flatMap(facesIn);
  return (Object.keys(RULES) as FontRole[]).map((role) => chooseRole(role, faces));
}

function chooseRole(role: FontRole, faces: readonly FontFace[]): FontUse {
  const rule = RULES[role];
  for (const wanted of rule.families) {
    const face = faces.find((f) => f.families.some((family) => sameFamily(family, wanted)));
    if (face) {
      const names = [...new Set([face.primaryFamily, trimStyle(face.primaryFamily), ...face.families])];
      return { role, wanted: rule.wanted, used: face.primaryFamily, weight: 400, official: true, names };
    }
  }
  const { family, weight } = rule.fallback;
  return { role, wanted: rule.wanted, used: family, weight, official: role === 'sans', names: [family] };
}

function sameFamily(a: string, b: string): boolean {
  return a.replaceAll(' ', '').toLowerCase() === b.replaceAll(' ', '').toLowerCase();
}

/** Typst knows a family without the style words at its end. */
function trimStyle(family: string): string {
  return family.replace(/([ _-](regular|normal|light|medium|bold|heavy|black))+$/iu, '');
}

function facesIn(directory: string): readonly FontFace[] {
  const known = scanned.get(directory);
  if (known) return known;
  const faces: FontFace[] = [];
  for (const file of fontFilesUnder(directory)) {
    try {
      faces.push(...readFontFaces(file));
    } catch {
      // A broken or locked font file on the machine must not stop a bulletin; it is simply not offered.
    }
  }
  scanned.set(directory, faces);
  return faces;
}

function fontFilesUnder(directory: string): string[] {
  try {
    return readdirSync(directory, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ttf|otf|ttc)$/iu.test(name))
      .sort()
      .slice(0, MAX_FILES)
      .map((name) => join(directory, name));
  } catch {
    return [];
  }
}

function systemFontDirectories(): string[] {
  const home = homedir();
  switch (platform()) {
    case 'win32':
      return [
        join(process.env.WINDIR ?? 'C:\\Windows', 'Fonts'),
        join(process.env.LOCALAPPDATA ?? home, 'Microsoft', 'Windows', 'Fonts'),
      ];
    case 'darwin':
      return ['/System/Library/Fonts', '/Library/Fonts', join(home, 'Library', 'Fonts')];
    default:
      return [
        '/usr/share/fonts',
        '/usr/local/share/fonts',
        join(home, '.local', 'share', 'fonts'),
        join(home, '.fonts'),
      ];
  }
}
