export interface Screen {
  path: string;
  steps: string[];
  title: string | null;
  worded: boolean;
  reads: string[];
}
export function readScreens(file: string, read: (file: string) => string): Screen[];
