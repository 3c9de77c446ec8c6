import type { Standing } from '@qingzhang/contract';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, DatePicker, Popover, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOverview } from '../app/overview.ts';
import { StandingBadges } from './badges.tsx';
import { instantOf, momentText, wallOf } from './moments.ts';

/** 数据时点: where the page stands and what was known when; both stand in the URL. */
export function AsOfPicker({ standing }: { readonly standing: Standing }) {
  const { t } = useTranslation('ui');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Popover
        trigger="click"
        placement="bottomRight"
        open={open}
        onOpenChange={setOpen}
        title={t('asOf.title')}
        content={open ? <AsOfForm standing={standing} onDone={() => setOpen(false)} /> : null}
      >
        <button type="button" className="plain as-of" aria-expanded={open}>
          <span className="as-of-word">{t('asOf.atLabel')} </span>
          <b>{momentText(standing.at)}</b>
        </button>
      </Popover>
      <StandingBadges standing={standing} parts={['closing', 'adjusted', 'asOf']} />
    </>
  );
}

/** dayjs only carries the wall clock between the URL and antd's picker: Beijing time, whatever the browser's zone. */
function toPicker(iso: string | undefined): Dayjs | null {
  if (!iso) return null;
  const { day, hour, minute } = wallOf(iso);
  return dayjs(`${day}T00:00`).add(hour, 'hour').add(minute, 'minute');
}
function fromPicker(value: Dayjs | null): string | undefined {
  return value ? instantOf(value.format('YYYY-MM-DD'), value.hour(), value.minute()) : undefined;
}

function AsOfForm({ standing, onDone }: { readonly standing: Standing; readonly onDone: () => void }) {
  const { t } = useTranslation('ui');
  const { data } = useOverview();
  const search = useSearch({ from: '__root__' });
  const navigate = useNavigate();
  const [at, setAt] = useState(() => toPicker(search.at ?? standing.at));
  const [asOf, setAsOf] = useState(() => toPicker(search.asOf));
  const go = (next: { at: string | undefined; asOf: string | undefined }) => {
    void navigate({ to: '.', search: (before) => ({ ...before, ...next }) });
    onDone();
  };
  const unchanged = fromPicker(at) === standing.at && search.at === undefined;
  return (
    <form
      className="as-of-form"
      onSubmit={(event) => {
        event.preventDefault();
        go({ at: unchanged ? undefined : fromPicker(at), asOf: fromPicker(asOf) });
      }}
    >
      <div>
        <span className="b">{t('asOf.standAt')}</span>
        <DatePicker
          aria-label={t('asOf.standAt')}
          showTime={{ format: 'HH', showNow: false }}
          needConfirm={false}
          format="YYYY-MM-DD HH:00"
          value={at}
          onChange={setAt}
          placeholder={t('asOf.latest')}
        />
        <span className="cap">{t('asOf.standAtHint')}</span>
      </div>
      <div>
        <span className="b">{t('asOf.knownAt')}</span>
        <DatePicker
          aria-label={t('asOf.knownAt')}
          showTime={{ format: 'HH:mm' }}
          needConfirm={false}
          format="YYYY-MM-DD HH:mm"
          value={asOf}
          onChange={setAsOf}
          placeholder={t('asOf.latest')}
        />
        <span className="cap">{t('asOf.knownAtHint')}</span>
      </div>
      {data && data.closings.length > 0 && (
        <div>
          <span className="b">{t('asOf.closings')}</span>
          <Select
            aria-label={t('asOf.closings')}
            value={null}
            options={data.closings.map((closing) => ({
              value: closing.asOf,
              label: t('asOf.closing', { period: closing.period, moment: momentText(closing.asOf) }),
            }))}
            onChange={(value) => setAsOf(toPicker(value ?? undefined))}
          />
        </div>
      )}
      <div className="actions">
        <Button type="primary" htmlType="submit">
          {t('asOf.apply')}
        </Button>
        <Button onClick={() => go({ at: undefined, asOf: undefined })}>{t('asOf.back')}</Button>
      </div>
    </form>
  );
}
