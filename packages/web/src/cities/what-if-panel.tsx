export function WhatIfPanel(_: {
  readonly code: string;
  readonly year: number;
  readonly lang: string;
  readonly onClose: () => void;
}) {
  return null;
}
