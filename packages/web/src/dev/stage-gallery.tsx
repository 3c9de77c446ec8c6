import { useState } from 'react';
import { serverNow, useServerNow } from '../stage/clock.ts';
import { HallFrame } from '../stage/hall/hall-frame.tsx';
import { HallView } from '../stage/hall/hall-view.tsx';
import screen from '../stage/screen.module.css';
import { screenPages, stageState } from './fixture-screens.ts';

/** One sample page as a hall sees it: `?page=bars&ground=light&sub=1&state=ready&venue=…`. */
export function StageGallery() {
  const search = new URLSearchParams(window.location.search);
  const page = screenPages.find(({ key }) => key === (search.get('page') ?? 'bars')) ?? null;
  const [anchor] = useState({ server: Date.parse(stageState.now), local: performance.now() });
  const now = useServerNow(anchor) ?? serverNow(anchor);
  const light = search.get('ground') === 'light';
  const state = search.get('state');
  return (
    <main className={`${screen.screen} ${light ? '' : 'dark'}`}>
      <div className={screen.place}>
        <HallFrame>
          <HallView
            state={{
              ...stageState,
              sub: Number(search.get('sub') ?? 0),
              ...(state === 'ready' || state === 'ended' ? { state } : {}),
            }}
            page={page}
            now={now}
            ground={light ? 'light' : 'dark'}
            venue={search.get('venue') ?? '晋城市分会场'}
            strip={search.get('strip')}
          />
        </HallFrame>
      </div>
    </main>
  );
}
