/** A number as text, with a minus sign for the hyphen that consoles have in its place. */
export const signed = (text: string): string => text.replace(/^-/, "−");
