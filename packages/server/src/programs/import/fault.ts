/** Why a spreadsheet as a whole could not be taken: a code and params, worded by page and command line. */
export type LedgerFaultCode =
  | 'file.empty'
  | 'file.xls'
  | 'file.damaged'
  | 'file.notTable'
  | 'file.tooLong'
  | 'file.tooWide'
  | 'file.badLine'
  | 'file.noSheet'
  | 'file.noHeadings'
  | 'file.noRows'
  | 'cancelled'
  | 'interrupted'
  | 'internal';

export class LedgerFault extends Error {
  readonly code: LedgerFaultCode;
  readonly params: Readonly<Record<string, unknown>>;

  constructor(code: LedgerFaultCode, params: Readonly<Record<string, unknown>> = {}, options?: ErrorOptions) {
    super(code, options);
    this.name = 'LedgerFault';
    this.code = code;
    this.params = params;
  }
}
