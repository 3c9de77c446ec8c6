import type { ManagedUser } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { Badge } from '../ui/badges.tsx';
import { momentText } from '../ui/moments.ts';

/** Whether somebody can sign in, and if not why. */
export function UserState({ user }: { readonly user: ManagedUser }) {
  const { t } = useTranslation('users');
  if (user.disabled) return <Badge kind="shut">{t('state.disabled')}</Badge>;
  if (user.awaitingRole) return <Badge kind="live">{t('state.awaiting')}</Badge>;
  if (user.lockedUntil && Date.parse(user.lockedUntil) > Date.now()) {
    return <Badge kind="live">{t('state.locked', { moment: momentText(user.lockedUntil) })}</Badge>;
  }
  return t('state.active');
}
