import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';

interface PasswordOnceProps {
  readonly login: string;
  readonly password: string;
  readonly onClose: () => void;
}

/** A password that was made up: shown this once, kept nowhere. */
export function PasswordOnce({ login, password, onClose }: PasswordOnceProps) {
  const { t } = useTranslation('users');
  return (
    <Modal open title={t('passwordTitle', { login })} footer={null} onCancel={onClose}>
      <p className="password-once">
        <code>{password}</code>
      </p>
      <p className="cap">{t('passwordHint')}</p>
    </Modal>
  );
}
