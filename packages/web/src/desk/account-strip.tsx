import { getCityAccount } from '@qingzhang/contract';
import { Link } from '@tanstack/react-router';
import { useCall } from '../api/use-call.ts';
import { useMay, useSession } from '../app/session.ts';
import { useView } from '../app/view.ts';
import { Lamp, lampCell } from '../ui/lamp.tsx';
import { SentenceText } from '../ui/sentence.tsx';
import styles from './desk.module.css';

/** 时保日 of one's own city, only while it is not safe: what the rest of today may still reach. */
export function AccountStrip() {
  const region = useSession()?.user.regionCode ?? null;
  const may = useMay('figures.read');
  const { lang } = useView();
  const code = region === null ? '' : `${region.slice(0, 4)}00`;
  const account = useCall(
    getCityAccount,
    { params: { code: code || '000000' }, query: { lang } },
    { enabled: may && code !== '' },
  );
  const rung = account.data?.rungs.find(({ scale }) => scale === 'day');
  if (rung === undefined || rung.lamp === 'safe' || rung.lamp === 'none') return null;
  return (
    <p className={`${styles.strip} ${lampCell(rung.lamp)}`}>
      <Lamp state={rung.lamp} word />
      <Link to="/cities/$code" params={{ code }}>
        <SentenceText runs={rung.text} />
      </Link>
    </p>
  );
}
