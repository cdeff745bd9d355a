/** A reason, in one sentence for the operator, why the embedded PostgreSQL cannot be used; holds no password and no person's data. */
export class EmbeddedPostgresError extends Error {
  override readonly name: string = 'EmbeddedPostgresError';
}

/** Another process of the product works on the data folder. */
export class DataFolderInUseError extends EmbeddedPostgresError {
  override readonly name = 'DataFolderInUseError';
}
