export function writeKeepFiles(folder: string): Promise<void>;
