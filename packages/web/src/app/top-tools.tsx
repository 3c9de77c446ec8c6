import { createContext, type ReactNode, useContext } from 'react';
import { createPortal } from 'react-dom';

/** The place in the top bar that belongs to the page: its pickers, the moment of its data, its badges. */
const TopToolsPlace = createContext<HTMLElement | null>(null);
export const TopToolsProvider = TopToolsPlace.Provider;

/** Put a page's own tools into the top bar. */
export function TopTools({ children }: { readonly children: ReactNode }) {
  const place = useContext(TopToolsPlace);
  return place === null ? null : createPortal(children, place);
}
