/** A run's name is also that of its folder: only letters, digits, dashes and underscores, so that none leads elsewhere. */
const RUN = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;

export const isRunName = (name: string): boolean => RUN.test(name);
