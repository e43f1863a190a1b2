<?php
/**
 * Plugin Name:       Shanhai graphics
 * Description:       Puts the interactive graphics of a Shanhai release into posts: a block, words that light a mark, steps of a story, and addresses that are pasted.
 * Version:           0.0.0
 * Requires at least: 6.5
 * Requires PHP:      7.4
 * License:           MIT
 * License URI:       https://opensource.org/license/mit
 * Text Domain:       shanhai
 * Domain Path:       /languages
 *
 * @package Shanhai
 */

namespace Shanhai;

defined( 'ABSPATH' ) || exit;

const FILE    = __FILE__;
const VERSION = '0.0.0';

require __DIR__ . '/includes/embed-list.php';
require __DIR__ . '/includes/addresses.php';
require __DIR__ . '/includes/settings.php';
require __DIR__ . '/includes/settings-page.php';
require __DIR__ . '/includes/module.php';
require __DIR__ . '/includes/render.php';
require __DIR__ . '/includes/blocks.php';
require __DIR__ . '/includes/words.php';
require __DIR__ . '/includes/oembed.php';
require __DIR__ . '/includes/health.php';

add_action(
	'init',
	static function () {
		load_plugin_textdomain( 'shanhai', false, dirname( plugin_basename( FILE ) ) . '/languages' );
	},
	1
);

register_activation_hook(
	FILE,
	static function () {
		if ( ! wp_next_scheduled( 'shanhai_refresh' ) ) {
			wp_schedule_event( time() + HOUR_IN_SECONDS, 'twicedaily', 'shanhai_refresh' );
		}
	}
);

register_deactivation_hook(
	FILE,
	static function () {
		wp_clear_scheduled_hook( 'shanhai_refresh' );
	}
);
