import {
  getOverview,
  listRobots,
  listRobotsXlsx,
  patchRobot,
  postRobot,
  type Robot,
  roleNames,
  testRobot,
} from '@qingzhang/contract';
import { App, Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { useErrorWords } from '../app/error-words.ts';
import { useRegionName } from '../app/overview.ts';
import { useView } from '../app/view.ts';
import { ExportButton } from '../ui/export-button.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { momentText } from '../ui/moments.ts';
import { Empty, Loaded } from '../ui/states.tsx';
import tabbed from '../ui/tabbed.module.css';
import styles from './notifications.module.css';

/** 群机器人: which groups are told of what is immediate. */
export function Robots() {
  const { t } = useTranslation('notifications');
  const { lang } = useView();
  const query = useCall(listRobots, undefined);
  const [adding, setAdding] = useState(false);
  return (
    <section className={styles.block}>
      <div className={styles.bar}>
        <h2>
          {t('robots.title')}
          <small>{t('robots.hint')}</small>
        </h2>
        <button type="button" className="btn" onClick={() => setAdding(true)}>
          {t('robots.add')}
        </button>
        <ExportButton endpoint={listRobotsXlsx} query={{ lang }} />
      </div>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('robots.empty')} />
          ) : (
            <ListTable
              className={tabbed.table}
              headings={[
                t('robots.name'),
                t('robots.service'),
                t('robots.address'),
                t('robots.for'),
                t('robots.changed'),
                '',
              ]}
            >
              {items.map((robot) => (
                <RobotRow key={robot.id} robot={robot} />
              ))}
            </ListTable>
          )
        }
      </Loaded>
      {adding && <NewRobotForm onClose={() => setAdding(false)} />}
    </section>
  );
}

function RobotRow({ robot }: { readonly robot: Robot }) {
  const { t } = useTranslation('notifications');
  const { t: app } = useTranslation('app');
  const name = useRegionName();
  const words = useErrorWords();
  const { message } = App.useApp();
  const change = useSend(patchRobot, [listRobots]);
  const test = useSend(testRobot);
  const params = { id: robot.id };
  const failed = (error: unknown) => void message.error(words(error));
  const whom = [
    robot.regionCode === null ? t('robots.everywhere') : name(robot.regionCode),
    robot.role === null ? t('robots.everybody') : app(`self.role.${robot.role}`),
  ];
  return (
    <tr className={robot.enabled ? undefined : styles.off}>
      <td>{robot.name}</td>
      <td>{t(`deliveries.by.${robot.service}`)}</td>
      <td>
        {robot.hint}
        {robot.signed && <small> {t('robots.signed')}</small>}
      </td>
      <td>{whom.join(' · ')}</td>
      <td>
        {robot.changedBy}
        <br />
        <small>{momentText(robot.changedAt)}</small>
      </td>
      <td className={styles.rowActs}>
        {robot.enabled && (
          <button
            type="button"
            className={`plain ${styles.act}`}
            disabled={test.isPending}
            onClick={() =>
              test.mutate(
                { params },
                {
                  onSuccess: ({ said, reason }) =>
                    said
                      ? void message.success(t('robots.said', { name: robot.name }))
                      : void message.error(t('robots.notSaid', { reason: reason ?? '' })),
                  onError: failed,
                },
              )
            }
          >
            {t('robots.test')}
          </button>
        )}
        <button
          type="button"
          className={`plain ${styles.act}`}
          disabled={change.isPending}
          onClick={() => change.mutate({ params, body: { enabled: !robot.enabled } }, { onError: failed })}
        >
          {robot.enabled ? t('robots.disable') : t('robots.enable')}
        </button>
      </td>
    </tr>
  );
}

function NewRobotForm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('notifications');
  const { t: app } = useTranslation('app');
  const words = useErrorWords();
  const id = useId();
  const overview = useCall(getOverview, undefined);
  const send = useSend(postRobot, [listRobots]);
  const [service, setService] = useState<Robot['service']>('dingtalk');
  const [text, setText] = useState({ name: '', url: '', key: '' });
  const [regionCode, setRegion] = useState<string | null>(null);
  const [role, setRole] = useState<Robot['role']>(null);
  const ready = text.name.trim() !== '' && text.url.trim() !== '';
  const field = (one: 'name' | 'url' | 'key') => (
    <>
      <label htmlFor={`${id}${one}`}>{t(`robots.field.${one}`)}</label>
      <Input
        id={`${id}${one}`}
        autoComplete="off"
        type={one === 'key' ? 'password' : 'text'}
        value={text[one]}
        onChange={(event) => setText((before) => ({ ...before, [one]: event.target.value }))}
      />
    </>
  );
  return (
    <Modal
      open
      title={t('robots.add')}
      okText={t('robots.add')}
      okButtonProps={{ disabled: !ready }}
      confirmLoading={send.isPending}
      onCancel={onClose}
      onOk={() => {
        const key = service === 'dingtalk' && text.key.trim() !== '' ? text.key.trim() : null;
        const body = { service, name: text.name, url: text.url, key, regionCode, role };
        send.mutate({ body }, { onSuccess: onClose });
      }}
    >
      <div className={styles.form}>
        <label htmlFor={`${id}service`}>{t('robots.service')}</label>
        <select
          id={`${id}service`}
          value={service}
          onChange={(event) => setService(event.target.value === 'wecom' ? 'wecom' : 'dingtalk')}
        >
          <option value="dingtalk">{t('deliveries.by.dingtalk')}</option>
          <option value="wecom">{t('deliveries.by.wecom')}</option>
        </select>
        {field('name')}
        {field('url')}
        {service === 'dingtalk' && field('key')}
        <label htmlFor={`${id}region`}>{t('robots.field.region')}</label>
        <select
          id={`${id}region`}
          value={regionCode ?? ''}
          onChange={(event) => setRegion(event.target.value === '' ? null : event.target.value)}
        >
          <option value="">{t('robots.everywhere')}</option>
          {overview.data?.cities.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
        <label htmlFor={`${id}role`}>{t('robots.field.role')}</label>
        <select
          id={`${id}role`}
          value={role ?? ''}
          onChange={(event) => setRole(roleNames.find((one) => one === event.target.value) ?? null)}
        >
          <option value="">{t('robots.everybody')}</option>
          {roleNames.map((one) => (
            <option key={one} value={one}>
              {app(`self.role.${one}`)}
            </option>
          ))}
        </select>
        <p className="cap">{t('robots.secret')}</p>
        {send.error && <p className={styles.failed}>{words(send.error)}</p>}
      </div>
    </Modal>
  );
}
