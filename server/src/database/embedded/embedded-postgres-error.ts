/** A reason, in one sentence for the operator, why the embedded PostgreSQL cannot be used; holds no password and no person's data. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}
