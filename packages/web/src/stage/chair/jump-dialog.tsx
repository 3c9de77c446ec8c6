import type { StageState } from '@qingzhang/contract';
import { Input, Modal } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './chair.module.css';

interface JumpDialogProps {
  readonly open: boolean;
  readonly state: StageState;
  readonly onClose: () => void;
  readonly onChoose: (key: string) => void;
}

/** 直接跳到: any page by its number or a word of it; arrows and Enter, no mouse needed. */
export function JumpDialog({ open, state, onClose, onChoose }: JumpDialogProps) {
  const { t } = useTranslation('stage');
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  useEffect(() => {
    if (open) setWords('');
  }, [open]);
  const found = useMemo(() => {
    const items = new Map(state.agenda.map((item) => [item.id, item.title]));
    const text = words.trim().toLowerCase();
    return state.pages
      .map((page, index) => ({
        key: page.key,
        number: index + 1,
        title: page.title,
        item: page.agendaItem === null ? '' : (items.get(page.agendaItem) ?? ''),
      }))
      .filter(
        ({ number, title, item }) =>
          text === '' || String(number) === text || `${title} ${item}`.toLowerCase().includes(text),
      );
  }, [state, words]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another search begins at its first hit
  useEffect(() => setAt(0), [words, open]);
  const chosen = found[Math.min(at, found.length - 1)];
  return (
    <Modal open={open} title={t('chair.jumpTitle')} onCancel={onClose} footer={null} destroyOnHidden>
      <Input
        autoFocus
        aria-label={t('chair.jumpHint')}
        placeholder={t('chair.jumpHint')}
        value={words}
        aria-controls="jump-list"
        aria-activedescendant={chosen && `jump-${chosen.number}`}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && chosen !== undefined && !event.nativeEvent.isComposing)
            onChoose(chosen.key);
          const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (step === undefined) return;
          event.preventDefault();
          setAt((before) => Math.max(0, Math.min(found.length - 1, before + step)));
        }}
      />
      <div id="jump-list" className={styles.jumpList} role="listbox" aria-label={t('chair.jumpTitle')}>
        {found.map((page, index) => (
          <button
            type="button"
            key={page.key}
            id={`jump-${page.number}`}
            role="option"
            tabIndex={-1}
            aria-selected={page === chosen}
            ref={(element) => {
              if (page === chosen) element?.scrollIntoView({ block: 'nearest' });
            }}
            onClick={() => onChoose(page.key)}
            onMouseMove={() => setAt(index)}
          >
            <span className="num n3">{page.number}</span>
            <span>{page.title}</span>
            <span className="n3">{page.item}</span>
          </button>
        ))}
      </div>
      {found.length === 0 && <p className="n3">{t('chair.jumpNone')}</p>}
    </Modal>
  );
}
