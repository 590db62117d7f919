/** What made the contours, as a SEG's Segment Algorithm Name (0062,0009) says; VR LO, 64 characters. */
export const SEGMENTER_NAME = 'OHIF Mutation Prediction one-click segmenter';
