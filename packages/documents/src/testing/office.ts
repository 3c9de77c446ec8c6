import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { PACKAGE_SANS, PACKAGE_SERIF, packageFontFiles } from '../fonts/package-fonts.ts';

const run = promisify(execFile);

/** Where a program is on this machine, or null. */
export function programPath(name: string): string | null {
  const found = (process.env.PATH ?? '')
    .split(delimiter)
    .map((directory) => join(directory, name))
    .find((path) => existsSync(path));
  return found ?? null;
}

/** A fontconfig file by which the official typefaces' names lead to the packaged fonts. */
function fontConfiguration(directory: string): string {
  const fonts = packageFontFiles();
  const folders = [...new Set(Object.values(fonts).map((file) => join(file, '..')))];
  const alias = (wanted: string, used: string): string =>
    `<alias binding="same"><family>${wanted}</family><prefer><family>${used}</family></prefer></alias>`;
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
${folders.map((folder) => `<dir>${folder}</dir>`).join('')}<dir>/usr/share/fonts/truetype/liberation</dir>
<cachedir>${join(directory, 'cache')}</cachedir>
${alias('仿宋_GB2312', PACKAGE_SERIF)}${alias('宋体', PACKAGE_SERIF)}
${alias('楷体_GB2312', `${PACKAGE_SERIF} SemiBold`)}${alias('方正小标宋简体', `${PACKAGE_SERIF} SemiBold`)}
${alias('黑体', `${PACKAGE_SANS} Medium`)}${alias('微软雅黑', PACKAGE_SANS)}${alias('Microsoft YaHei', PACKAGE_SANS)}${alias('Arial', 'Liberation Sans')}${alias('Times New Roman', 'Liberation Serif')}
</fontconfig>`;
}

/**
 * Opens a Word file with LibreOffice and gives what it printed. Every call has its own profile: two conversions
 * sharing one lose a file without a word. Killed after a minute.
 */
export async function wordToPdf(docx: Buffer): Promise<Buffer> {
  return officeToPdf(docx, 'docx');
}

/** The same for slides; needs `opensSlides()`. */
export async function slidesToPdf(pptx: Buffer): Promise<Buffer> {
  return officeToPdf(pptx, 'pptx');
}

/** Whether the LibreOffice of this machine has its program for slides: Writer alone has not. */
export function opensSlides(): boolean {
  const soffice = programPath('soffice');
  if (soffice === null) return false;
  const directory = dirname(realpathSync(soffice));
  return readdirSync(directory).some((name) => /^(?:lib)?sdlo\./u.test(name));
}

async function officeToPdf(file: Buffer, kind: 'docx' | 'pptx'): Promise<Buffer> {
  const directory = mkdtempSync(join(tmpdir(), 'qingzhang-office-'));
  try {
    const source = join(directory, `document.${kind}`);
    writeFileSync(source, file);
    const configuration = join(directory, 'fonts.conf');
    writeFileSync(configuration, fontConfiguration(directory));
    const profile = pathToFileURL(join(directory, 'profile')).href;
    await run(
      'soffice',
      [
        '--headless',
        '--norestore',
        `-env:UserInstallation=${profile}`,
        '--convert-to',
        'pdf',
        '--outdir',
        directory,
        source,
      ],
      {
        timeout: 60_000,
        killSignal: 'SIGKILL',
        env: { ...process.env, FONTCONFIG_FILE: configuration, HOME: directory },
      },
    );
    return readFileSync(join(directory, 'document.pdf'));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Draws the pages of a PDF as PNG at 50 dpi with pdftoppm. */
export async function pdfToPng(pdf: Buffer): Promise<Buffer[]> {
  const directory = mkdtempSync(join(tmpdir(), 'qingzhang-pages-'));
  try {
    const source = join(directory, 'a.pdf');
    writeFileSync(source, pdf);
    await run('pdftoppm', ['-r', '50', '-png', source, join(directory, 'p')], { timeout: 60_000 });
    return readdirSync(directory)
      .filter((name) => name.endsWith('.png'))
      .sort()
      .map((name) => readFileSync(join(directory, name)));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
