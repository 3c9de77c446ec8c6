import { Modal, QRCode } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './meetings.module.css';

interface ScreenLinkProps {
  readonly venue: string;
  readonly path: string;
  readonly onClose: () => void;
}

/** A venue's screen by link: its secret is told once, to be copied or scanned by the machine in the hall. */
export function ScreenLink({ venue, path, onClose }: ScreenLinkProps) {
  const { t } = useTranslation('meetings');
  const [copied, setCopied] = useState(false);
  const address = new URL(path, window.location.origin).href;
  const copy = () =>
    navigator.clipboard.writeText(address).then(
      () => setCopied(true),
      // Without a secure connection there is no clipboard: the text stands there to be marked.
      () => document.getElementById('screen-address')?.focus(),
    );
  return (
    <Modal open title={t('screen.title', { venue })} onCancel={onClose} footer={null}>
      <p>{t('screen.once')}</p>
      <div className={styles.screenLink}>
        <QRCode value={address} size={168} bordered={false} />
        <div>
          <input
            id="screen-address"
            readOnly
            aria-label={t('screen.address')}
            value={address}
            onFocus={({ target }) => target.select()}
          />
          <button type="button" className="btn pri" onClick={() => void copy()}>
            {t(copied ? 'screen.copied' : 'screen.copy')}
          </button>
          <p className="cap">{t('screen.hint')}</p>
        </div>
      </div>
    </Modal>
  );
}
