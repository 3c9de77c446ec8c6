/** Browsers by what they call themselves; those that pretend to be another stand before it. */
const BROWSERS = [
  ['Edge', /Edg(?:A|iOS)?\/(\d+)/],
  ['Opera', /OPR\/(\d+)/],
  ['WeChat', /MicroMessenger\/(\d+)/],
  ['Chrome', /(?:Headless)?Chrome\/(\d+)/],
  ['Firefox', /Firefox\/(\d+)/],
  ['Safari', /Version\/(\d+)[.\d]* (?:Mobile\/\w+ )?Safari/],
] as const;
const SYSTEMS = [
  ['Android', /Android/],
  ['HarmonyOS', /HarmonyOS|OpenHarmony/],
  ['iOS', /iPhone|iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux|X11/],
] as const;

/** 'Chrome 126 · Windows': what a browser says of itself, as a person names it; strange ones as they are, '—' for none. */
export function agentText(agent: string | null): string {
  if (agent === null || agent === '') return '—';
  const browser = BROWSERS.find(([, sign]) => sign.test(agent));
  const system = SYSTEMS.find(([, sign]) => sign.test(agent))?.[0];
  if (browser === undefined) return agent.slice(0, 40);
  const version = browser[1].exec(agent)?.[1];
  return [`${browser[0]} ${version ?? ''}`.trim(), system].filter((part) => part !== undefined).join(' · ');
}
