export function SituationPage() {
  return null;
}
