/** A login that a person can use at once. */
export interface Login {
  readonly login: string;
  readonly password: string;
  readonly displayName: string;
}
