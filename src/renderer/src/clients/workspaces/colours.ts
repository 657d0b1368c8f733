/** The six client colours; not imported from the contract, which would load its parser at the window's start. */
export const colours = [1, 2, 3, 4, 5, 6] as const
