import { Attendee, type MeetingRules } from '@qingzhang/contract';
import { Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './meetings.module.css';

type Post = MeetingRules['mainPosts'][number];
const categories = Attendee.shape.category.options;

interface PostsEditorProps {
  readonly title: string;
  readonly value: readonly Post[];
  readonly writes: boolean;
  readonly onChange: (value: readonly Post[]) => void;
}

/** Who attends by post, in protocol order; posts, never persons. */
export function PostsEditor({ title, value, writes, onChange }: PostsEditorProps) {
  const { t } = useTranslation('meetings');
  const set = (index: number, change: Partial<Post>) =>
    onChange(value.map((one, at) => (at === index ? { ...one, ...change } : one)));
  const move = (index: number, by: -1 | 1) => {
    const one = value[index];
    if (one === undefined || value[index + by] === undefined) return;
    onChange(value.toSpliced(index, 1).toSpliced(index + by, 0, one));
  };
  return (
    <section>
      <h2>
        {title}
        <small>{t('posts.note')}</small>
      </h2>
      <ol className={styles.posts}>
        {value.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a post has no identity but its place in the list
          <li key={index}>
            <span className="n3">{index + 1}</span>
            {writes ? (
              <>
                <Input
                  size="small"
                  aria-label={t('posts.post', { number: index + 1 })}
                  value={one.post}
                  maxLength={80}
                  onChange={({ target }) => set(index, { post: target.value })}
                />
                <Select
                  size="small"
                  aria-label={t('posts.category', { number: index + 1 })}
                  value={one.category}
                  onChange={(category) => set(index, { category })}
                  options={categories.map((each) => ({ value: each, label: t(`category.${each}`) }))}
                />
                <button
                  type="button"
                  className={styles.quiet}
                  disabled={index === 0}
                  aria-label={t('posts.up', { post: one.post })}
                  onClick={() => move(index, -1)}
                >
                  ↑
                </button>
                <button
                  type="button"
                  className={styles.quiet}
                  disabled={index === value.length - 1}
                  aria-label={t('posts.down', { post: one.post })}
                  onClick={() => move(index, 1)}
                >
                  ↓
                </button>
                <button
                  type="button"
                  className={styles.quiet}
                  onClick={() => onChange(value.toSpliced(index, 1))}
                >
                  {t('posts.remove')}
                  <span className="unseen">{one.post}</span>
                </button>
              </>
            ) : (
              <>
                <b>{one.post}</b>
                <span className="n2">{t(`category.${one.category}`)}</span>
              </>
            )}
          </li>
        ))}
      </ol>
      {writes && value.length < 60 && (
        <div className={styles.buttons}>
          <button
            type="button"
            className="btn"
            onClick={() => onChange([...value, { post: '', category: 'attend' }])}
          >
            {t('posts.add')}
          </button>
        </div>
      )}
    </section>
  );
}
