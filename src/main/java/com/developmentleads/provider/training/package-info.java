/** Fine-tuning jobs of the embedded provider: the check of a training file, the worker, the table of results. */
package com.developmentleads.provider.training;
