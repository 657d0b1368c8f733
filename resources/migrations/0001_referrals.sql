ALTER TABLE `inbox_thread` ADD `sorted_certainty` real;--> statement-breakpoint
ALTER TABLE `inbox_thread` ADD `referral_name` text;--> statement-breakpoint
ALTER TABLE `inbox_thread` ADD `referral_email` text;