import type { RungName, Task } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { EditTask } from '../new-task.tsx';
import type { TaskForm } from '../task-search.ts';
import styles from '../tasks.module.css';
import * as form from './forms.tsx';
import { NoticeForm } from './notice-form.tsx';
import { NoticeReplyForm, SeeReply } from './reply-forms.tsx';
import { ReportForm } from './report-form.tsx';

/** What a form gets: the task as it was read; a change in between is refused, not overwritten. */
export interface FormProps {
  readonly task: Task;
  readonly onDone: () => void;
}

interface ActFormProps extends FormProps {
  readonly act: TaskForm;
  readonly rung: RungName | null;
}

/** The form of one act, opened beside the task. */
export function ActForm({ act, rung, ...props }: ActFormProps) {
  const { t } = useTranslation('tasks');
  return (
    <section className={styles.form} aria-label={t(`action.${act}`)}>
      <Body act={act} rung={rung} {...props} />
      <button type="button" className={styles.cancel} onClick={props.onDone}>
        {t('leave')}
      </button>
    </section>
  );
}

function Body({ act, rung, ...props }: ActFormProps) {
  switch (act) {
    case 'sign':
      return <form.SignForm {...props} />;
    case 'issue':
      return <form.IssueForm {...props} />;
    case 'discard':
      return <form.DiscardForm {...props} />;
    case 'report':
    case 'resubmit':
      return <ReportForm {...props} />;
    case 'reply':
      return <NoticeReplyForm {...props} />;
    case 'seeReply':
      return <SeeReply {...props} />;
    case 'apply':
      return <form.ApplyForm {...props} />;
    case 'plan':
      return <form.PlanForm {...props} />;
    case 'complete':
      return <EditTask {...props} />;
    case 'notice':
      return <NoticeForm rung={rung} {...props} />;
    case 'holdNotice':
      return <form.HoldForm rung={rung} {...props} />;
    case 'judge':
      return <form.JudgeForm {...props} />;
    case 'decideExtension':
      return <form.ExtensionDecisionForm {...props} />;
    case 'askExtension':
      return <form.ExtensionForm {...props} />;
    case 'check':
    case 'close':
      return <form.VerdictForm step={act} {...props} />;
    case 'proposeLamp':
      return <form.LampForm {...props} />;
    case 'confirmLamp':
      return <form.LampConfirmation {...props} />;
    case 'liftLamp':
      return <form.LampLift {...props} />;
    case 'lookBack':
      return <form.LookBackForm {...props} />;
    case 'lift':
      return <form.LiftForm {...props} />;
    case 'split':
      return <form.SplitForm {...props} />;
    case 'setSelfDeadline':
      return <form.SelfDeadlineForm {...props} />;
    case 'setApplicability':
      return <form.ApplicabilityForm {...props} />;
    case 'reassign':
      return <form.ReassignForm {...props} />;
    case 'comment':
      return <form.CommentForm {...props} />;
  }
}
