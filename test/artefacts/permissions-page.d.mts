export const permissionsPath: string;
/** The page of who may do what, made from the policy table. */
export function permissionsPage(): string;
