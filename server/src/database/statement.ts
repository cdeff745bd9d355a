/** A hot read, prepared once per connection under its name: explicit columns, explicit school, parameters only. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}
