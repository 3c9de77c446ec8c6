import { replyToNotice, seeNoticeReply, type TaskFile } from '@qingzhang/contract';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { momentText } from '../../ui/moments.ts';
import { Files } from '../task-parts.tsx';
import type { FormProps } from './act-form.tsx';
import { Form, Words } from './fields.tsx';
import { FilesField } from './files-field.tsx';
import { useAct } from './use-act.ts';

/** 回复: to the last notice that has no reply yet. */
export function NoticeReplyForm({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const act = useAct(replyToNotice, onDone);
  const [text, setText] = useState('');
  const [files, setFiles] = useState<readonly TaskFile[]>([]);
  const notice = task.notices.find(({ reply, lifted }) => reply === null && lifted === null);
  if (notice === undefined) return <p className="n2">{t('reply.none')}</p>;
  return (
    <Form
      title={t('reply.title', { number: notice.number })}
      send={t('reply.send')}
      ready={text.trim() !== ''}
      {...act.state}
      onSend={() => act.send({ id: notice.id }, { text: text.trim(), files: files.map(({ id }) => id) })}
    >
      <p className="n2">{notice.demand}</p>
      <Words label={t('reply.text')} value={text} onChange={setText} autoFocus rows={5} />
      <FilesField task={task.id} files={files} onChange={setFiles} />
    </Form>
  );
}

/** 看回复: what was answered; reading it takes it off the list. */
export function SeeReply({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const act = useAct(seeNoticeReply, onDone);
  const notice = task.notices.find(({ reply }) => reply !== null && reply.seenAt === null);
  if (notice === undefined || notice.reply === null) return <p className="n2">{t('reply.allSeen')}</p>;
  const { reply } = notice;
  return (
    <Form
      title={t('reply.seeTitle', { number: notice.number })}
      send={t('reply.seen')}
      ready
      {...act.state}
      onSend={() => act.send({ id: notice.id })}
    >
      <p>{reply.text}</p>
      <p className="n3">
        {reply.post} {momentText(reply.at)} · {notice.effect}
      </p>
      <Files task={task.id} files={reply.files} />
      <p>
        <Link to="/notices/$id" params={{ id: String(notice.id) }}>
          {notice.number}
        </Link>
      </p>
    </Form>
  );
}
