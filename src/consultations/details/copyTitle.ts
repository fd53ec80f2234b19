const COPY_OF = 'Copy of ';

/** The title of a copy until SECAS writes its own: nobody should read the earlier one's over other questions. */
export const titledAsCopy = (title: string): string => `${COPY_OF}${title}`.slice(0, 300);

/** Whether it still begins so. */
export const isTitledAsCopy = (title: string): boolean => title.startsWith(COPY_OF);
