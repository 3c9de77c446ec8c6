// What the tests need from the machine besides npm packages: a browser, fonts, an office program to open documents.
import { spawnSync } from 'node:child_process';
import { run, say } from './workspace.mjs';

function has(command, ...args) {
  const result = spawnSync(command, args, { encoding: 'utf8' });
  return result.error === undefined && result.status === 0 ? result.stdout : null;
}

const onPath = (...names) => names.some((name) => has('sh', '-c', `command -v ${name}`) !== null);
const font = (pattern) => (has('fc-list', ':', 'family') ?? '').match(pattern) !== null;

const needs = [
  { name: 'chromium', present: () => onPath('chromium', 'chromium-browser', 'google-chrome') },
  { name: 'fonts-noto-cjk', present: () => font(/Noto Sans CJK SC/) },
  { name: 'fonts-liberation', present: () => font(/Liberation S/) },
  { name: 'libreoffice-writer-nogui', present: () => onPath('soffice') },
  { name: 'poppler-utils', present: () => onPath('pdftoppm') },
  { name: 'fontconfig', present: () => onPath('fc-list') },
];

/** Install what is missing where we may; otherwise say exactly what to install. Resolves to what is still missing. */
export async function ensureSystem() {
  let missing = needs.filter((need) => !need.present());
  if (missing.length === 0) return [];
  const packages = missing.map((need) => need.name);
  const install = ['install', '-y', '-q', '--no-install-recommends', ...packages];
  if (process.getuid?.() === 0 && onPath('apt-get')) {
    say(`安装系统软件 · installing system packages: ${packages.join(' ')}`);
    const quietly = {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'ignore', 'inherit'],
    };
    await run('apt-get', ['update', '-q'], quietly);
    await run('apt-get', install, quietly);
    missing = needs.filter((need) => !need.present());
  }
  if (missing.length > 0) {
    say(`测试还需要这些软件，请安装后再运行：\nThe tests need these, please install them and run again:`);
    say(`  sudo apt-get update && sudo apt-get ${install.join(' ')}`);
    say(
      '  （其他系统请装同名软件：Chromium、Noto CJK 字体、Liberation 字体、LibreOffice Writer、poppler、fontconfig）',
    );
  }
  return missing.map((need) => need.name);
}
