/**
 * Training files from labelled rows, and what a training costs. It uses {@code config}, {@code files}, {@code
 * listing} and {@code prompt}.
 */
package com.developmentleads.training;
