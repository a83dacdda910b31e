/**
 * Local distillation: what a network answers near one image, told by a linear student that is
 * taught on images drawn around it.
 *
 * @see <a href="https://doi.org/10.1109/TVCG.2019.2903943">Wang et al. (2019), DeepVID: Deep Visual
 *     Interpretation and Diagnosis for Image Classifiers via Knowledge Distillation</a>
 */
package org.heirloom.local;
