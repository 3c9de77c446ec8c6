import type { RungName, Task } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { EditTask } from '../new-task.tsx';
import type { TaskForm } from '../task-search.ts';
import styles from '../tasks.module.css';
import { ApplyForm, JudgeForm, LookBackForm, VerdictForm } from './close-forms.tsx';
import { LampConfirmation, LampForm, LampLift } from './lamp-forms.tsx';
import { NoticeForm } from './notice-form.tsx';
import { NoticeReplyForm, SeeReply } from './reply-forms.tsx';
import { ReportForm } from './report-form.tsx';
import { HoldForm, LiftForm } from './rung-forms.tsx';
import { ApplicabilityForm, ReassignForm, SplitForm } from './share-forms.tsx';
import { CommentForm, DiscardForm, IssueForm, SignForm } from './start-forms.tsx';
import { ExtensionDecisionForm, ExtensionForm, PlanForm, SelfDeadlineForm } from './time-forms.tsx';

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
      return <SignForm {...props} />;
    case 'issue':
      return <IssueForm {...props} />;
    case 'discard':
      return <DiscardForm {...props} />;
    case 'report':
    case 'resubmit':
      return <ReportForm {...props} />;
    case 'reply':
      return <NoticeReplyForm {...props} />;
    case 'seeReply':
      return <SeeReply {...props} />;
    case 'apply':
      return <ApplyForm {...props} />;
    case 'plan':
      return <PlanForm {...props} />;
    case 'complete':
      return <EditTask {...props} />;
    case 'notice':
      return <NoticeForm rung={rung} {...props} />;
    case 'holdNotice':
      return <HoldForm rung={rung} {...props} />;
    case 'judge':
      return <JudgeForm {...props} />;
    case 'decideExtension':
      return <ExtensionDecisionForm {...props} />;
    case 'askExtension':
      return <ExtensionForm {...props} />;
    case 'check':
    case 'close':
      return <VerdictForm step={act} {...props} />;
    case 'proposeLamp':
      return <LampForm {...props} />;
    case 'confirmLamp':
      return <LampConfirmation {...props} />;
    case 'liftLamp':
      return <LampLift {...props} />;
    case 'lookBack':
      return <LookBackForm {...props} />;
    case 'lift':
      return <LiftForm {...props} />;
    case 'split':
      return <SplitForm {...props} />;
    case 'setSelfDeadline':
      return <SelfDeadlineForm {...props} />;
    case 'setApplicability':
      return <ApplicabilityForm {...props} />;
    case 'reassign':
      return <ReassignForm {...props} />;
    case 'comment':
      return <CommentForm {...props} />;
  }
}
