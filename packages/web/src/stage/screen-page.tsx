import { getMeeting } from '@qingzhang/contract';
import { useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useTitle } from '../app/use-title.ts';
import { useView } from '../app/view.ts';
import { Screen } from './screen.tsx';
import { useStage } from './use-stage.ts';

/** 会场屏 by its link alone: no account, this meeting's stage and nothing else. */
export function LinkScreenPage() {
  const { t } = useTranslation('stage');
  useTitle(t('hall.title'));
  const { token } = useParams({ from: '/screen/$token' });
  const search = useSearch({ from: '/screen/$token' });
  const stage = useStage({ by: 'link', token });
  return <Screen stage={stage} venue={stage.venue?.name ?? null} search={search} operated />;
}

/** The same for who is signed in, as the screen of a venue or, without one, just watching. */
export function MeetingScreenPage() {
  const { t } = useTranslation('stage');
  useTitle(t('hall.title'));
  const { lang } = useView();
  const { id } = useParams({ from: '/meetings/$id/screen' });
  const search = useSearch({ from: '/meetings/$id/screen' });
  const meeting = useCall(getMeeting, { params: { id: Number(id) }, query: { lang } });
  const venue = search.venue ?? meeting.data?.can.ownVenue ?? null;
  const stage = useStage({ by: 'meeting', id: Number(id), venue });
  const name = meeting.data?.venues.find((one) => one.id === venue)?.name ?? null;
  return <Screen stage={stage} venue={name} search={search} operated={venue !== null} />;
}
