import { getMetadataStorage } from 'class-validator';

type Storage = ReturnType<typeof getMetadataStorage>;
type Found = ReturnType<Storage['getTargetValidationMetadatas']>;

/**
 * The fields of a request class are looked for once. class-validator looks through every class it knows at each request; what it finds never changes
 * once all classes are loaded. Called once, before the first request.
 */
export function rememberFields(): void {
  const storage = getMetadataStorage();
  const search = storage.getTargetValidationMetadatas.bind(storage);
  const remembered = new Map<unknown, Found>();
  storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groups) => {
    // Groups and schemas are another question; nothing here uses them.
    if (schema || strictGroups || (groups && groups.length > 0))
      return search(target, schema, always, strictGroups, groups);
    const known = remembered.get(target);
    if (known) return known;
    const found = search(target, schema, always, strictGroups, groups);
    remembered.set(target, found);
    return found;
  };
}
